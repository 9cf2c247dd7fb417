// What is sent to the server, as uploads: {name, body, size}.

import { UNREADABLE, usableFiles } from "./dropped_files.js";
import { packFiles } from "./zip.js";

// Files of these are of no use without the others beside them.
const PARTS = /\.(hdr|img|mhd|raw|zraw|nhdr)(\.gz)?$/i;

/** Says that an upload is too large; "" where it is not. */
export function sizeProblem(size, about) {
  if (size <= about.most_body) return "";
  const [most, got] = [Math.floor(about.most_body / 1e6), Math.ceil(size / 1e6)];
  return `Expected up to ${most} MB, got ${got} MB. Open fewer series at once, or use the window.`;
}

/**
 * Makes uploads of files: a folder, and the parts of a series, as one archive; each other file by itself.
 *
 * Returns {uploads, problems}, the problems a sentence each.
 */
export async function gather(files, onProgress, about) {
  const { files: shown, problems } = usableFiles(files);
  const together = [];
  const singles = [];
  for (const one of shown) {
    const kind = one.isWithin ? "" : await kindOf(one.file);
    if (kind === null) problems.push(`${one.path}: ${UNREADABLE}`);
    else if (one.isWithin || (shown.length > 1 && (kind === "DICM" || PARTS.test(one.path)))) together.push(one);
    else singles.push(one);
  }
  const uploads = singles.map(({ path, file }) => ({ name: path, body: file, size: file.size }));
  // Before anything of them is read.
  const tooLarge = sizeProblem(together.reduce((sum, { file }) => sum + file.size, 0), about);
  if (tooLarge) problems.push(`${nameOf(together)}: ${tooLarge}`);
  else if (together.length) {
    const onFile = (done) => onProgress(`Collecting files: ${done} of ${together.length}`);
    const { body, count, unread } = await packFiles(together, onFile);
    problems.push(...unread.map((path) => `${path}: ${UNREADABLE}`));
    if (count) uploads.push({ name: nameOf(together), body, size: body.size });
  }
  return { uploads, problems };
}

/** What a file states where DICOM files state "DICM"; null where it cannot be read. */
async function kindOf(file) {
  try {
    return String.fromCharCode(...new Uint8Array(await file.slice(128, 132).arrayBuffer()));
  } catch {
    return null;
  }
}

function nameOf(files) {
  const folder = files[0].path.split("/")[0];
  return files[0].isWithin ? folder : "series";
}

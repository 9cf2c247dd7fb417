// What is dropped, pasted or chosen, as files: {path, file, isWithin}, within a folder or by itself.

const MOST_FILES = 20000;
const EMPTY = "Expected an image, got an empty file. Copy it again.";
export const UNREADABLE = "The browser cannot read it. Check that you may open it.";
const HIDDEN = /(^|\/)(\.|__MACOSX|Thumbs\.db$|desktop\.ini$)/i;

/** Lists the files of a drop, folders included: {path, file} each, or {path, problem} for what cannot be read. It has to begin before the event ends. */
export function filesOfDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files].map((file) => ({ path: file.name, file, isWithin: false }));
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve(plain);
  return Promise.all(entries.map((entry) => filesOfEntry(entry, false))).then((found) => found.flat());
}

/** Lists the files of an input that chooses files or a folder. */
export function filesOfInput(input) {
  return [...input.files].map((file) => ({
    path: file.webkitRelativePath || file.name,
    file,
    isWithin: Boolean(file.webkitRelativePath),
  }));
}

/** Lists the files that are pasted: a picture that was copied has no name. */
export function filesOfPaste(transfer) {
  return [...transfer.files].map((file) => ({ path: file.name || "pasted.png", file, isWithin: false }));
}

/** Chooses the files that may be pictures: {files, problems}, the problems a sentence each. */
export function usableFiles(files) {
  const problems = files.filter((one) => one.problem).map(({ path, problem }) => `${path}: ${problem}`);
  const seen = files.filter(({ path, file }) => file && !HIDDEN.test(path));
  problems.push(...seen.filter(({ file }) => !file.size).map(({ path }) => `${path}: ${EMPTY}`));
  const found = seen.filter(({ file }) => file.size);
  const shown = found.slice(0, MOST_FILES);
  if (found.length > shown.length) {
    const [most, more] = [MOST_FILES, found.length - MOST_FILES].map((count) => count.toLocaleString("en"));
    problems.push(`Only the first ${most} files were taken, ${more} more were left out. Choose fewer at once.`);
  }
  return { files: shown, problems };
}

async function filesOfEntry(entry, isWithin) {
  const path = entry.fullPath.replace(/^\//, "");
  const files = [];
  const found = [];
  try {
    if (entry.isFile) {
      return [{ path, file: await new Promise((resolve, reject) => entry.file(resolve, reject)), isWithin }];
    }
    const reader = entry.createReader();
    for (;;) {
      // A folder is listed in portions.
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      found.push(...some);
    }
  } catch {
    files.push({ path, problem: UNREADABLE });
  }
  found.sort((one, other) => one.name.localeCompare(other.name));
  for (const one of found) files.push(...(await filesOfEntry(one, true)));
  return files;
}

// Takes files: has them read one after the other, and gives the pictures in them as they come.

import { gather, read } from "./engine.js";

const waiting = [];

/**
 * Sends files after those that were given before. `on` holds what to call: progress(words); picture(picture, isFirst),
 * first of what was given together; and end(newest, problems) when all are sent, with the picture that was first last,
 * or null, and what did not work of any, a sentence each.
 */
export async function sendInTurn(files, about, on) {
  waiting.push(files);
  if (waiting.length > 1) return;
  const problems = [];
  let newest = null;
  for (; waiting.length; waiting.shift()) {
    let isFirst = true;
    const picture = (one) => {
      on.picture(one, isFirst);
      if (isFirst) newest = one;
      isFirst = false;
    };
    try {
      problems.push(...(await sendFiles(waiting[0], about, { progress: on.progress, picture })));
    } catch (error) {
      // The files after them are read all the same.
      problems.push(error.message);
    }
  }
  on.end(newest, problems);
}

/**
 * Sends files. `on` holds what to call: progress(words), picture(picture).
 *
 * Returns what did not work, a sentence each.
 */
async function sendFiles(files, about, on) {
  on.progress("Collecting files…");
  const { uploads, problems } = await gather(files, on.progress, about);
  for (const [index, upload] of uploads.entries()) {
    on.progress(uploads.length > 1 ? `Reading files: ${index + 1} of ${uploads.length}` : "Reading the file…");
    try {
      const found = await read(upload, about);
      problems.push(...found.left_out.map((one) => `${one.path || upload.name}: ${one.reason}`));
      found.pictures.forEach(on.picture);
    } catch (error) {
      problems.push(`${upload.name}: ${error.message}`);
    }
  }
  if (!uploads.length && !problems.length) problems.push("No pictures found. Choose pictures or a folder.");
  return problems;
}

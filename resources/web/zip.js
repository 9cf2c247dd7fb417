// Several files as one zip archive, stored and not packed: that is how a series is sent in one request.

import { crc32 } from "./crc32.js";

/** Writes little-endian numbers: [value, bytes], ... */
function numbers(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return view.buffer;
}

/**
 * Packs files, each {path, file}; `onFile` is called with how many are done.
 *
 * Returns {body, count, unread}: the archive, how many files it holds, and the paths of those that cannot be read.
 */
export async function packFiles(files, onFile = () => {}) {
  const parts = [];
  const directory = [];
  const unread = [];
  let offset = 0;
  for (const [index, { path, file }] of files.entries()) {
    const name = new TextEncoder().encode(path);
    let sum;
    try {
      sum = crc32(new Uint8Array(await file.arrayBuffer()));
    } catch {
      unread.push(path);
      continue;
    }
    // Names are UTF-8 (flag 11), the date is the earliest that there is.
    const common = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], [sum, 4], [file.size, 4], [file.size, 4], [name.length, 2], [0, 2]];
    parts.push(numbers([0x04034b50, 4], ...common), name, file);
    directory.push(
      numbers([0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    offset += 30 + name.length + file.size;
    onFile(index + 1);
  }
  const count = files.length - unread.length;
  const length = directory.reduce((sum, part) => sum + part.byteLength, 0);
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [length, 4], [offset, 4], [0, 2]);
  return { body: new Blob([...parts, ...directory, end], { type: "application/octet-stream" }), count, unread };
}

import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const deflated = promisify(deflate);
// Room for all of it: with the usual 16 kB the work goes back and forth a dozen times.
const chunkSize = 512 * 1024;
const none = new ArrayBuffer(0);
// Four megabytes that the next picture need not ask for again: fresh ones take 3 ms to be had, and a sweep of the heap after every few.
let spare = none;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Pixels as a PNG (W3C PNG 3rd edition), compressed off the event loop: the renderer's own encoder would hold it for 30 ms a picture.
 *
 * @param rgba 4 bytes a pixel, rows from the top
 */
export async function encodePng(rgba: Uint8Array, width: number, height: number): Promise<Buffer> {
  const rows = unfiltered(rgba, width * 4, height);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, colour with alpha.
  header.set([8, 6], 8);
  const data = await deflated(rows, { level: 2, chunkSize });
  spare = rows.buffer;
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Each row after a zero, which says that it is not filtered: large even areas compress as they are. */
function unfiltered(rgba: Uint8Array, stride: number, height: number): Uint8Array<ArrayBuffer> {
  const length = (stride + 1) * height;
  const rows = new Uint8Array(spare.byteLength < length ? new ArrayBuffer(length) : spare, 0, length);
  spare = none;
  for (let row = 0; row < height; row++) {
    rows[row * (stride + 1)] = 0;
    rows.set(rgba.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  return rows;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const frame = Buffer.alloc(data.length + 12);
  frame.writeUInt32BE(data.length, 0);
  frame.write(name, 4, 'latin1');
  frame.set(data, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, data.length + 8)), data.length + 8);
  return frame;
}

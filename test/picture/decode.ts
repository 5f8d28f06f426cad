import { inflateSync } from 'node:zlib';

/** The rows of a PNG as this product writes it: 8 bits a channel, RGBA, one chunk of data. */
export function decodePng(png: Buffer): { width: number; height: number; rows: Buffer } {
  expectName(png, 12, 'IHDR');
  const length = png.readUInt32BE(33);
  expectName(png, 37, 'IDAT');
  return {
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    rows: inflateSync(png.subarray(41, 41 + length)),
  };
}

function expectName(png: Buffer, at: number, name: string): void {
  const found = png.toString('latin1', at, at + 4);
  if (found !== name) throw new RangeError(`expected the chunk ${name} at ${at}, got ${found}`);
}

export const u8 = (...values: readonly number[]): Buffer => Buffer.from(values);
export const u16 = (...values: readonly number[]): Buffer =>
  packValues(values, 2, (into, value, at) => into.writeUInt16BE(value, at));
export const u32 = (...values: readonly number[]): Buffer =>
  packValues(values, 4, (into, value, at) => into.writeUInt32BE(value, at));
/** For lists too long for an argument list. */
export const u32s = (values: readonly number[]): Buffer =>
  packValues(values, 4, (into, value, at) => into.writeUInt32BE(value, at));
export const u64 = (...values: readonly bigint[]): Buffer =>
  Buffer.concat(values.map((value) => u32(Number(value >> 32n), Number(value & 0xffff_ffffn))));
export const u16le = (...values: readonly number[]): Buffer =>
  packValues(values, 2, (into, value, at) => into.writeUInt16LE(value, at));
export const u32le = (...values: readonly number[]): Buffer =>
  packValues(values, 4, (into, value, at) => into.writeUInt32LE(value, at));
export const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

function packValues(
  values: readonly number[],
  width: number,
  write: (into: Buffer, value: number, at: number) => number,
): Buffer {
  const into = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) write(into, value, index * width);
  return into;
}

import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip, and what its headers say of it, be it true or not. */
export interface RawEntry {
  readonly name: string;
  /** The bytes as they lie in the file. */
  readonly bytes: Buffer;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** What the header before the bytes calls it. */
  readonly localName: string;
  /** Where the directory says that it lies; null for where it does. */
  readonly offset: number | null;
}

export function entryOf(name: string, content: string | Uint8Array, says: Partial<RawEntry> = {}): RawEntry {
  const whole = Buffer.from(content);
  const bytes = says.method === 0 ? whole : deflateRawSync(whole);
  return {
    name,
    bytes,
    method: 8,
    flags: 0x800,
    crc: crc32(whole),
    packedSize: bytes.length,
    size: whole.length,
    localName: name,
    offset: null,
    ...says,
  };
}

/** Writes a zip by hand. @param count how many parts its end says that there are */
export function rawZip(entries: readonly RawEntry[], count = entries.length): Buffer {
  const locals = entries.map((entry) => Buffer.concat([headerOf(entry, entry.localName), entry.bytes]));
  const places = locals.map((_, index) => locals.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const records = entries.map((entry, index) => recordOf(entry, entry.offset ?? places[index] ?? 0));
  const [body, directory] = [Buffer.concat(locals), Buffer.concat(records)];
  return Buffer.concat([body, directory, endOf(count, directory.length, body.length)]);
}

function headerOf(entry: RawEntry, name: string): Buffer {
  const bytes = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(20, 4);
  writeFacts(header, entry, 6);
  header.writeUInt16LE(bytes.length, 26);
  return Buffer.concat([header, bytes]);
}

/** What the directory says of a part. */
export function recordOf(entry: RawEntry, offset: number): Buffer {
  const bytes = Buffer.from(entry.name);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50);
  record.writeUInt16LE(20, 4);
  record.writeUInt16LE(20, 6);
  writeFacts(record, entry, 8);
  record.writeUInt16LE(bytes.length, 28);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, bytes]);
}

function writeFacts(header: Buffer, { flags, method, crc, packedSize, size }: RawEntry, at: number): void {
  header.writeUInt16LE(flags, at);
  header.writeUInt16LE(method, at + 2);
  header.writeUInt32LE(crc, at + 8);
  header.writeUInt32LE(packedSize, at + 12);
  header.writeUInt32LE(size, at + 16);
}

function endOf(count: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryOffset, 16);
  return end;
}

/** The end of a zip of 64 bits, for a count that 16 bits do not hold. */
export function endOf64(count: number, directoryBytes: number, directoryOffset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(directoryBytes), 40);
  end.writeBigUInt64LE(BigInt(directoryOffset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64);
  end.writeUInt32LE(1, 72);
  return Buffer.concat([end, endOf(0xffff, 0xffffffff, 0xffffffff)]);
}

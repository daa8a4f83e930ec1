import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Writes the fields of one message. */
export type Fields = (message: ProtobufWriter) => void;

/** Writes protobuf messages one after the other. A field without a value is left out, as proto3 does it. */
export class ProtobufWriter {
  /** One for all: a new one for each message costs more than what it writes. */
  readonly #writer = new BinaryWriter();

  /** A whole message. */
  encode(fields: Fields): Uint8Array {
    fields(this);
    return this.#writer.finish();
  }

  text(field: number, value: string | null | undefined): this {
    if (value) this.#writer.tag(field, WireType.LengthDelimited).string(value);
    return this;
  }

  texts(field: number, values: readonly string[]): this {
    for (const value of values) this.#writer.tag(field, WireType.LengthDelimited).string(value);
    return this;
  }

  /** An int32, int64, enum or bool. */
  integer(field: number, value: number): this {
    if (value !== 0) this.#writer.tag(field, WireType.Varint).int64(value);
    return this;
  }

  /** A message within, which is there even when it is empty; null leaves it out. */
  message(field: number, fields: Fields | null): this {
    if (!fields) return this;
    this.#writer.tag(field, WireType.LengthDelimited).fork();
    fields(this);
    this.#writer.join();
    return this;
  }

  messages(field: number, all: readonly Fields[]): this {
    for (const fields of all) this.message(field, fields);
    return this;
  }
}

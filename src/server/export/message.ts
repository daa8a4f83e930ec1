import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** One protobuf message, field by field. A field without a value is left out, as proto3 does it. */
export class Message {
  readonly #writer = new BinaryWriter();

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

  /** A message that is there even when it is empty. */
  message(field: number, value: Message | null): this {
    if (value) this.#writer.tag(field, WireType.LengthDelimited).bytes(value.bytes());
    return this;
  }

  messages(field: number, values: readonly Message[]): this {
    for (const value of values) this.message(field, value);
    return this;
  }

  bytes(): Uint8Array {
    return this.#writer.finish();
  }
}

import { randomUUID } from 'node:crypto';

/** JSON as the catalog keeps it. What is only passed on is never parsed; `JSON.stringify` writes the value that it stands for. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** What it stands for. */
  value(): unknown {
    return JSON.parse(this.text);
  }

  toJSON(): unknown {
    if (copied === undefined) return this.value();
    copied.push(this.text);
    return mark;
  }
}

/** Stands for a text while the rest is written; nobody outside of this process can know it. */
const mark = randomUUID();
let copied: string[] | undefined;

/** What `JSON.stringify` writes, but for the texts within, which are copied as they stand: into bytes, where there are any. */
export function writeJson(value: unknown): string | Buffer {
  const texts: string[] = [];
  copied = texts;
  try {
    const frame = JSON.stringify(value);
    return texts.length === 0 ? frame : bytesOf(frame.split(`"${mark}"`).flatMap((part, i) => [part, texts[i] ?? '']));
  } finally {
    copied = undefined;
  }
}

/** Long texts are written once, and never made one text, which would be copied twice more on its way out. */
function bytesOf(parts: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
  const end = parts.reduce((at, part) => at + bytes.write(part, at), 0);
  return bytes.subarray(0, end);
}

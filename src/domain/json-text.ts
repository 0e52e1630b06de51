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

/** What `JSON.stringify` writes, but for the texts within, which are copied as they stand. */
export function writeJson(value: unknown): string {
  const texts: string[] = [];
  copied = texts;
  try {
    const frame = JSON.stringify(value);
    if (texts.length === 0) return frame;
    const between = frame.split(`"${mark}"`);
    return between.map((part, i) => part + (texts[i] ?? '')).join('');
  } finally {
    copied = undefined;
  }
}

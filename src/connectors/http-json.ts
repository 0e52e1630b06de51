/** Deeper than any platform nests its answers, and shallow enough for whatever walks through them. */
const deepest = 200;
/** About 400 MB of memory, whatever they are. Descriptions of 25 wide Salesforce objects are a fifth of that. */
const mostValues = 4_000_000;

/** A text that is JSON, or may be, but would cost more than any answer is worth. */
export class JsonTooMuch extends Error {}

/**
 * Parses JSON that a server may have made to hurt: a few megabytes of brackets become gigabytes of objects, or exhaust the stack of what walks
 * through them. Throws JsonTooMuch for those, SyntaxError for what is no JSON.
 */
export function parseJson(text: string): unknown {
  checkSize(text);
  return JSON.parse(text);
}

function checkSize(text: string): void {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i += 1) {
    switch (text.charCodeAt(i)) {
      case quote:
        i = endOfString(text, i);
        break;
      case openBracket:
      case openBrace:
        depth += 1;
        values += 1;
        if (depth > deepest) throw new JsonTooMuch(`nested more than ${deepest} deep`);
        break;
      case closeBracket:
      case closeBrace:
        depth -= 1;
        break;
      case comma:
        values += 1;
        break;
    }
    if (values > mostValues) throw new JsonTooMuch(`of more than ${mostValues.toLocaleString('en')} values`);
  }
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace, comma] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c] as const;

/** Where the string that begins at `start` ends. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (; end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

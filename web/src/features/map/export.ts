import { drawShape, type Palette } from './draw.ts';
import { frameShapes, lineShape, nearCardShapes, type Scene } from './scene.ts';
import type { Shape } from './shapes.ts';

const margin = 24;
/** Pixels that browsers make an image of. */
const mostPixels = 48_000_000;
const longestSide = 16_000;

/** The whole map in full detail, the lines below the cards. */
function shapesOf(scene: Scene): Shape[] {
  return [
    ...scene.frames.flatMap((frame) => frameShapes(frame, 1)),
    ...scene.edges.flatMap((placed) => [lineShape(placed, false), ...placed.route.marks]),
    ...scene.cards.flatMap(nearCardShapes),
    ...scene.edges.flatMap(({ route }) => route.label),
  ];
}

function sizeOf({ bounds }: Scene) {
  return {
    left: Math.floor(bounds.left - margin),
    top: Math.floor(bounds.top - margin),
    width: Math.ceil(bounds.right - bounds.left + 2 * margin),
    height: Math.ceil(bounds.bottom - bounds.top + 2 * margin),
  };
}

/** The map as an SVG document of its own. */
export function svgOf(scene: Scene, palette: Palette): string {
  const { left, top, width, height } = sizeOf(scene);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="system-ui, 'Segoe UI', Roboto, sans-serif">`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${palette.surface}"/>`,
    ...shapesOf(scene).map((shape) => markupOf(shape, palette)),
    '</svg>',
  ].join('\n');
}

function markupOf(shape: Shape, palette: Palette): string {
  if (shape.kind === 'text') {
    return `<text x="${shape.x}" y="${shape.y}" font-size="${shape.size}" font-weight="${shape.weight}" fill="${palette[shape.colour]}" text-anchor="${shape.anchor}" dominant-baseline="central">${escaped(shape.text)}</text>`;
  }
  const dash =
    shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"${(shape.dash[0] ?? 0) < 2 ? ' stroke-linecap="round"' : ''}`;
  if (shape.kind === 'stroke') {
    const fill = shape.fill === undefined ? 'none' : palette[shape.fill];
    return `<path d="${shape.d}" fill="${fill}" stroke="${palette[shape.colour]}" stroke-width="${shape.width}"${dash}/>`;
  }
  const { x, y, width, height, radius, lineWidth } = shape;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${palette[shape.fill]}" stroke="${palette[shape.colour]}" stroke-width="${lineWidth}"${dash}/>`;
}

/** Text as XML takes it: names can hold anything. */
function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- XML 1.0 has no way to write these
  const written = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return written.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The same as a PNG, twice as fine as the screen where it fits. */
export async function pngOf(scene: Scene, palette: Palette): Promise<Blob> {
  const { left, top, width, height } = sizeOf(scene);
  const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)), longestSide / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser has no canvas to draw the picture on.');
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  for (const shape of shapesOf(scene)) drawShape(context, shape, palette, 1);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The browser could not make the picture: the map is too large for it.')) : resolve(blob)),
      'image/png',
    );
  });
}

/** Hands a file to the browser. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

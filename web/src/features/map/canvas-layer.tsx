import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { theme } from '../../app/theme.ts';
import { drawScene, paletteOf, type Palette, type Seen } from './draw.ts';
import type { Scene } from './scene.ts';
import { onWindowMoves } from './window-moves.ts';

/** Frames and lines below the cards, and the cards that are no elements of the page: one picture, drawn once a frame while the window moves. */
export function CanvasLayer({ scene, lit, mounted }: { readonly scene: Scene } & Seen) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const seen = useRef({ scene, lit, mounted });
  const drawNow = useRef<() => void>(() => undefined);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined) return undefined;
    let palette: Palette = paletteOf(element);
    const draw = (): void => {
      const { transform, width, height } = store.getState();
      if (width === 0 || height === 0) return;
      const ratio = Math.min(2, window.devicePixelRatio);
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (element.width !== wide || element.height !== high) {
        element.width = wide;
        element.height = high;
      }
      const [x, y, zoom] = transform;
      drawScene(context, seen.current.scene, palette, { x, y, zoom, width, height }, seen.current);
    };
    const { soon, leave } = onWindowMoves(store, draw);
    const recolour = (): void => {
      // The theme is put on the document by another listener.
      requestAnimationFrame(() => {
        palette = paletteOf(element);
        soon();
      });
    };
    const leaveTheme = theme.subscribe(recolour);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', recolour);
    drawNow.current = draw;
    return () => {
      drawNow.current = () => undefined;
      leave();
      leaveTheme();
      dark.removeEventListener('change', recolour);
    };
  }, [store]);

  useEffect(() => {
    seen.current = { scene, lit, mounted };
    drawNow.current();
  }, [scene, lit, mounted]);

  return <canvas ref={canvas} aria-hidden="true" data-testid="map-canvas" className="pointer-events-none absolute inset-0 h-full w-full" />;
}

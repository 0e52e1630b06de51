import { stored } from './stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const theme = stored<Theme>('theme', (text) => themes.find((name) => name === text) ?? 'system');

const system = matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme on the document, and keeps it there. */
export function keepTheme(): void {
  const apply = (): void => {
    const chosen = theme.get();
    document.documentElement.dataset['theme'] = chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen;
  };
  apply();
  theme.subscribe(apply);
  system.addEventListener('change', apply);
}

import { Page } from '../../app/page.tsx';

export function CrosswalksPage() {
  return <Page title="Crosswalks">{null}</Page>;
}

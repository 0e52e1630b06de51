import { Page } from '../../app/page.tsx';

export function PathsPage() {
  return <Page title="Paths">{null}</Page>;
}

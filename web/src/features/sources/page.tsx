import { Page } from '../../app/page.tsx';

export function SourcesPage() {
  return <Page title="Sources">{null}</Page>;
}

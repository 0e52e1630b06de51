import { Page } from '../../app/page.tsx';

export function EntityPage() {
  return <Page title="Entity">{null}</Page>;
}

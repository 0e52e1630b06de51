import { Page } from '../../app/page.tsx';

export function BulkPage() {
  return <Page title="Approve many">{null}</Page>;
}

import { getRouteApi } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useIsAdmin } from '../sign-in/session.ts';
import { AirbyteSettings } from './airbyte-settings.tsx';
import { BrowserSettings } from './browser-settings.tsx';
import { Members } from './members.tsx';
import { OrganizationSettings } from './organization-settings.tsx';
import type { SettingsTab } from './search.ts';
import { Tokens } from './tokens.tsx';

const route = getRouteApi('/settings');

const views: Readonly<Record<SettingsTab, () => React.ReactNode>> = {
  members: () => <Members />,
  tokens: () => <Tokens />,
  organization: () => <OrganizationSettings />,
  airbyte: () => <AirbyteSettings />,
  browser: () => <BrowserSettings />,
};

/** People, tokens, the organization, and how this browser shows the app. */
export function SettingsPage() {
  const { tab = 'members' } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useIsAdmin();
  const tabs: readonly { readonly name: SettingsTab; readonly label: string }[] = [
    { name: 'members', label: 'Members' },
    { name: 'tokens', label: 'Tokens' },
    { name: 'organization', label: 'Organization' },
    ...(isAdmin ? [{ name: 'airbyte' as const, label: 'Airbyte' }] : []),
    { name: 'browser', label: 'This browser' },
  ];
  return (
    <Page title="Settings">
      <Tabs label="Settings" tabs={tabs} chosen={tab} onChoose={(name) => void navigate({ search: { tab: name }, replace: true })} />
      <div role="tabpanel" aria-labelledby={`tab-${tab}`} className="flex flex-col gap-4">
        {views[tab]()}
      </div>
    </Page>
  );
}

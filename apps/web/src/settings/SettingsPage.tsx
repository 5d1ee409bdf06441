import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { Channels } from '../channels/Channels.js';
import { Credentials } from '../credentials/Credentials.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';
import { Appearance } from './Appearance.js';
import { SignIns } from './SignIns.js';
import { Tokens } from './Tokens.js';
import { Users } from './Users.js';

export function SettingsPage(): ReactElement {
  usePageTitle(text.settings.title);
  const { data: me } = useQuery(meQuery);
  return (
    <>
      <div className="page-head">
        <h1>{text.settings.title}</h1>
      </div>
      <Appearance />
      <Channels />
      <Credentials />
      {me?.scopes.includes('admin') === true && <Users />}
      <SignIns />
      <Tokens />
    </>
  );
}

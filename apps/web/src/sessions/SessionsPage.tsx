import type { ReactElement } from 'react';
import { ItemsPage } from '../list/ItemsPage.js';
import { listedItems } from '../list/listed-items.js';
import { SessionForm } from './SessionForm.js';

/** The list of sessions, below the form that starts one. */
export const SessionsPage = (): ReactElement => (
  <ItemsPage kind="session" list={listedItems}>
    <SessionForm />
  </ItemsPage>
);

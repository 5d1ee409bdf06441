import type { Session } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { ItemKindProvider } from '../api/item-kind.js';
import { Timeline } from '../recording/past/Timeline.js';
import { useEventLog } from '../recording/past/use-event-log.js';
import { WhyPanel } from '../recording/WhyPanel.js';

function History({ item }: { readonly item: { readonly id: string; readonly revision: string } }): ReactElement {
  const log = useEventLog(item);
  return (
    <>
      <WhyPanel item={item} onEvent={log.seek} />
      <Timeline log={log} moment={undefined} />
    </>
  );
}

export const SessionHistory = ({ session: { session_id: id, revision } }: { readonly session: Session }): ReactElement => (
  <ItemKindProvider value="sessions">
    <History item={{ id, revision }} />
  </ItemKindProvider>
);

import type { Session } from '@throughline/api-client';
import { isContentGone } from '../controls/recording-state.js';
import type { AddressTabs } from '../recording/use-part-tab.js';

/** A part of the page of a session that a phone shows in a tab. */
export type SessionTab = 'transcript' | 'notes' | 'details' | 'history';

export const NAMED_TABS: AddressTabs<SessionTab> = { events: 'history' };

export const hasTranscript = ({ allowed }: Pick<Session, 'allowed'>): boolean => allowed.includes('download');

/** Lists the tabs that have content, the most wanted first. */
export function listFilledTabs(session: Pick<Session, 'allowed' | 'erased_at' | 'expired_at'>): readonly SessionTab[] {
  const isFilled: Readonly<Record<SessionTab, boolean>> = {
    transcript: hasTranscript(session),
    notes: !isContentGone(session),
    details: true,
    history: true,
  };
  return (Object.keys(isFilled) as SessionTab[]).filter((tab) => isFilled[tab]);
}

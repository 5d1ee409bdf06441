import type { Session } from '@throughline/api-client';
import type { ReactElement, Ref } from 'react';
import { FoldedTimeline } from '../recording/past/Timeline.js';
import { useShownLog } from '../recording/use-opened.js';
import { WhyFold } from '../recording/WhyPanel.js';

interface Props {
  readonly session: Session;
  /** The explanation, which the head opens too. */
  readonly why: { readonly isOpen: boolean; readonly onToggle: (isOpen: boolean) => void; readonly ref: Ref<HTMLElement> };
  /** Shows the history on a phone. */
  readonly onShow: () => void;
}

/** The explanation of the status, and the history. */
export function SessionHistory({ session: { session_id: id, revision }, why, onShow }: Props): ReactElement {
  const log = useShownLog({ id, revision }, onShow);
  return (
    <>
      <WhyFold item={{ id, revision }} onEvent={log.seek} {...why} />
      <FoldedTimeline log={log} moment={undefined} />
    </>
  );
}

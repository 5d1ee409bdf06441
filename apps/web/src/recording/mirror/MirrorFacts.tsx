import type { Mirror } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../../components/Fact/Fact.js';
import { Ago } from '../../controls/Times.js';
import { Link } from '../../components/Link.js';
import { text } from '../../texts/text.js';
import { findPendingStatus } from './mirror-state.js';

const words = text.mirror;

interface Props {
  readonly mirror: Mirror;
}

/** Shows the status on the Notion page, the status still to be written, and the channel. */
export function MirrorFacts({ mirror }: Props): ReactElement {
  const { channel, sent } = mirror;
  const pendingStatus = findPendingStatus(mirror);
  return (
    <dl className="facts">
      <Fact name={words.shows}>{sent?.status ?? words.nothing}</Fact>
      {pendingStatus !== null && (
        <Fact name={words.wants}>
          {pendingStatus.status} <span className="quiet">{words.since}</span> <Ago at={pendingStatus.since} />
        </Fact>
      )}
      {sent !== null && (
        <Fact name={words.written}>
          <Ago at={sent.at} />
        </Fact>
      )}
      <Fact name={words.channel}>
        <span dir="auto">{channel?.name ?? words.gone}</span>
      </Fact>
    </dl>
  );
}

/** Explains why a page is not written although there is no error. */
export function MirrorHint({ mirror: { state, superseded_by } }: Props): ReactElement | null {
  const hint = words.hint[state];
  if (hint === undefined) return null;
  return (
    <p className="quiet">
      {hint}{' '}
      {superseded_by !== null && (
        <Link to="/recordings/$id" params={{ id: superseded_by }}>
          {words.other}
        </Link>
      )}
    </p>
  );
}

import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { Fact } from '../../controls/Fact.js';
import { Ago } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import type { Mirror } from './mirror-api.js';
import { stillToShow } from './mirror-state.js';

const words = text.mirror;

interface Props {
  readonly mirror: Mirror;
}

/** What the page shows, what it is to show where that differs, and by which channel. */
export function MirrorFacts({ mirror }: Props): ReactElement {
  const { channel, sent } = mirror;
  const wanted = stillToShow(mirror);
  return (
    <dl className="facts">
      <Fact name={words.shows}>{sent?.status ?? words.nothing}</Fact>
      {wanted !== null && (
        <Fact name={words.wants}>
          {wanted.status} <span className="quiet">{words.since}</span> <Ago at={wanted.since} />
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

/** Why it is not written, where that is no error. */
export function MirrorHint({ mirror: { state, superseded_by } }: Props): ReactElement | null {
  const hint = words.hint[state];
  if (hint === undefined) return null;
  return (
    <p className="quiet">
      {hint} {superseded_by !== null && <Link href={`/recordings/${superseded_by}`}>{words.other}</Link>}
    </p>
  );
}

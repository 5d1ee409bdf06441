import { useQuery } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { Link } from '../components/Link.js';
import { sourcesQuery } from '../api/sources.js';
import { text } from '../texts/text.js';

const words = text.recording.facts;
const NAMES_STAY_MS = 60_000;

function BroughtBy({ id }: { readonly id: number }): ReactElement {
  const { data } = useQuery({ ...sourcesQuery, refetchInterval: false, staleTime: NAMES_STAY_MS });
  const source = data?.find((one) => one.id === id);
  const isGone = data !== undefined && source === undefined;
  return (
    <Fact name={words.broughtBy}>
      {isGone ? words.deletedSource : <Link to="/automations/sources">{source?.name ?? words.numberedSource(id)}</Link>}
    </Fact>
  );
}

/** The source that has brought the item, its address, and the files of its recording there. */
export function SourceFact({ item: { source } }: { readonly item: Pick<Item, 'source'> }): ReactElement {
  return (
    <>
      {source.source_id != null && <BroughtBy id={source.source_id} />}
      {source.url !== null && (
        <Fact name={words.address}>
          <span className="source-address">{source.url}</span>
        </Fact>
      )}
      {source.files !== undefined && (
        <Fact name={words.zoomFiles}>
          {source.files.map(({ name, taken }) => (taken ? name : words.leftAtZoom(name))).join(', ')}
        </Fact>
      )}
    </>
  );
}

import type { ListedItem } from '@throughline/api-types';
import { memo, type ReactElement } from 'react';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Poster } from '../controls/Poster.js';
import { Ago } from '../controls/Times.js';
import { formatLanguage } from '../components/language-name.js';
import { formatPlayTime } from '../recording/results/results-api.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { badgeOf, OUTPUT_LOOKS, titleOf } from './item-state.js';
import { RowSelect } from './RowSelect.js';

const words = text.itemList;
const MOST_OUTPUTS = 4;

const ICONS: Readonly<Record<ListedItem['kind'], IconName>> = {
  recording: 'recordings',
  document: 'documents',
  session: 'sessions',
};
const PATHS = { recording: '/recordings/$id', document: '/documents/$id', session: '/sessions/$id' } as const;

const lengthOf = ({ duration_seconds: seconds, page_count: pages }: ListedItem): string | undefined => {
  if (pages !== null) return words.pages(pages);
  return seconds === null ? undefined : formatPlayTime(seconds);
};

function Picture({ item }: { readonly item: ListedItem }): ReactElement {
  const length = lengthOf(item);
  return (
    <div className="item-picture">
      <Icon name={ICONS[item.kind]} />
      {item.thumbnail_url !== null && <Poster recording={{ thumbnail: { url: item.thumbnail_url, second: null } }} />}
      {length !== undefined && <span className="item-length">{length}</span>}
    </div>
  );
}

function Outputs({ outputs }: Pick<ListedItem, 'outputs'>): ReactElement {
  const more = outputs.length > MOST_OUTPUTS ? outputs.slice(MOST_OUTPUTS - 1) : [];
  return (
    <ul className="item-outputs" aria-label={words.outputs}>
      {outputs.slice(0, outputs.length - more.length).map(({ id, state }) => {
        const [tone, icon] = OUTPUT_LOOKS[state];
        const name = words.output(id, words.outputStates[state]);
        return (
          <li key={id} className={`item-output ${tone}`} title={name}>
            <Icon name={icon} />
            <span className="unseen">{name}</span>
          </li>
        );
      })}
      {more.length > 0 && <li title={more.map(({ id }) => id).join(', ')}>{words.moreOutputs(more.length)}</li>}
    </ul>
  );
}

const describe = ({ kind, source, language, tags }: ListedItem): string =>
  [
    text.search.kinds[kind],
    words.sources[source.kind] ?? source.kind,
    language === 'auto' ? undefined : formatLanguage(language),
    ...tags.slice(0, 2),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');

const Owner = ({ name }: { readonly name: string }): ReactElement => (
  <span className="item-owner quiet" title={name === '' ? undefined : words.addedBy(name)}>
    {name}
  </span>
);

interface Props {
  readonly item: ListedItem;
  /** Enter opens the row under the cursor. */
  readonly isCurrent: boolean;
  /** Undefined if items cannot be selected. */
  readonly isSelected: boolean | undefined;
}

function Row({ item, isCurrent, isSelected }: Props): ReactElement {
  const title = titleOf(item);
  const { state, reason, progress, registered_by: by } = item;
  return (
    <>
      <RowSelect title={title} isSelected={isSelected} isInTabOrder={isCurrent} />
      <Picture item={item} />
      <div className="item-name">
        <Link to={PATHS[item.kind]} params={{ id: item.id }} className="item-title" dir="auto" tabIndex={isCurrent ? 0 : -1}>
          {title}
        </Link>
        <span className="item-facts quiet">{describe(item)}</span>
      </div>
      <div className="item-state">
        <StatusBadge {...badgeOf(item)} />
        {reason === null ? (
          state === 'in_progress' && progress !== null && <ProgressBar value={progress} label={badgeOf(item).words} />
        ) : (
          <span className="item-reason" dir="auto" title={reason}>
            {reason}
          </span>
        )}
      </div>
      <Outputs outputs={item.outputs} />
      <Owner name={by?.name ?? ''} />
      <span className="item-date quiet">
        <Ago at={item.created_at} />
      </span>
    </>
  );
}

/** Renders a row only when its own item or the cursor changes. */
export const ItemRow = memo(Row);

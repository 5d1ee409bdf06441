import type { ListedItem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { lazyView } from '../components/lazy-view.js';
import { Avatar } from '../controls/Avatar.js';
import { text } from '../texts/text.js';
import { OUTPUT_LOOKS } from './item-state.js';
import { RowPoster } from './RowPoster.js';
import { formatPlayTime } from '../texts/times.js';

const words = text.itemList;

/** Fetched with the first outputs, because the first view may have none. */
const ServiceIcon = lazyView(async () => (await import('../controls/ServiceIcon.js')).ServiceIcon, null);
const MAX_OUTPUTS = 4;

const ICONS: Readonly<Record<ListedItem['kind'], IconName>> = {
  recording: 'recordings',
  document: 'documents',
  session: 'sessions',
};

const describeLength = (seconds: number | null, pages: number | null): string | undefined => {
  if (pages !== null) return words.pages(pages);
  return seconds === null ? undefined : formatPlayTime(seconds);
};

interface PictureProps {
  readonly kind: ListedItem['kind'];
  readonly url: string | null;
  /** The length of the media, if known. */
  readonly seconds: number | null;
  readonly pages?: number | null;
}

/** The picture of an item with its length; the icon of its kind if it has no picture. */
export function RowPicture({ kind, url, seconds, pages = null }: PictureProps): ReactElement {
  const length = describeLength(seconds, pages);
  return (
    <div className={kind === 'document' ? 'item-picture page' : 'item-picture'}>
      <Icon name={ICONS[kind]} />
      {url !== null && <RowPoster url={url} />}
      {length !== undefined && <span className="item-length">{length}</span>}
    </div>
  );
}

export function RowOutputs({ outputs }: Pick<ListedItem, 'outputs'>): ReactElement {
  const more = outputs.length > MAX_OUTPUTS ? outputs.slice(MAX_OUTPUTS - 1) : [];
  return (
    <ul className="item-outputs" aria-label={words.outputs}>
      {outputs.slice(0, outputs.length - more.length).map(({ id, target_type: type, state }) => {
        const [tone, icon] = OUTPUT_LOOKS[state];
        const name = words.output(id, words.outputStates[state]);
        return (
          <li key={id} className={`item-output ${tone}`} title={name}>
            <ServiceIcon type={type} />
            <span className="item-output-state">
              <Icon name={icon} />
            </span>
            <span className="unseen">{name}</span>
          </li>
        );
      })}
      {more.length > 0 && <li title={more.map(({ id }) => id).join(', ')}>{words.moreOutputs(more.length)}</li>}
    </ul>
  );
}

/** The initials of the person who added an item; empty if nobody did. */
export const RowOwner = ({ name }: { readonly name: string }): ReactElement => (
  <span className="item-owner" title={name === '' ? undefined : words.addedBy(name)}>
    {name !== '' && <Avatar name={name} />}
    <span className="unseen">{name}</span>
  </span>
);

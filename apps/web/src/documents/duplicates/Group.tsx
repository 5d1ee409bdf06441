import type { ComparedItem, DuplicateGroup } from '@throughline/api-client';
import { useId, type ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { Button } from '../../components/Button/Button.js';
import { focusContentAfter } from '../../components/focus-after.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ItemLink } from '../../components/ItemLink.js';
import { When } from '../../controls/Times.js';
import { settingsText } from '../../texts/settings-text.js';
import { mediumDate } from '../../texts/times.js';
import { text } from '../../texts/text.js';
import { compareItems, type ComparedValues } from './differences.js';
import type { Decisions } from './use-decisions.js';

const words = settingsText.duplicates;

const titleOf = ({ title, file_name: fileName }: ComparedItem): string => title ?? fileName ?? text.list.untitled;

const Picture = ({ item: { thumbnail_url: address } }: { readonly item: ComparedItem }): ReactElement => (
  <span className="duplicate-picture">
    {address === null ? <span className="quiet">{words.noPicture}</span> : <img src={address} alt="" loading="lazy" />}
  </span>
);

interface ValuesProps {
  readonly item: ComparedItem;
  readonly at: number;
  readonly compared: readonly ComparedValues[];
}

const Values = ({ item, at, compared }: ValuesProps): ReactElement => (
  <dl>
    <div>
      <dt>{words.values.received}</dt>
      <dd>
        <When at={item.created_at} />
      </dd>
    </div>
    {compared.map(({ field, name, values, differs }) => (
      <div key={field}>
        <dt>{name}</dt>
        <dd dir="auto">{differs ? <mark>{values[at] === '' ? '–' : values[at]}</mark> : values[at]}</dd>
      </div>
    ))}
  </dl>
);

interface Props {
  readonly group: DuplicateGroup;
  readonly decisions: Decisions;
}

interface ActionsProps extends Props {
  readonly item: ComparedItem;
}

/** Keeps one item, or deletes one of many. Items that are not shown are never deleted. */
function Actions({ group: { items, item_count: count }, item, decisions }: ActionsProps): ReactElement {
  const others = items.filter(({ id }) => id !== item.id);
  const nameOf = (action: string): string => words.named(action, titleOf(item), mediumDate(new Date(item.created_at)));
  const keep = items.length > 2 ? words.keepOnly : words.keepOne;
  return (
    <div className="buttons">
      {count === items.length && (
        <Button
          aria-label={nameOf(keep)}
          disabled={decisions.isPending}
          onClick={() => {
            decisions.remove(others);
          }}
        >
          {keep}
        </Button>
      )}
      {items.length > 2 && (
        <Button
          look="quiet"
          aria-label={nameOf(words.remove)}
          disabled={decisions.isPending}
          onClick={() => {
            decisions.remove([item]);
          }}
        >
          <Icon name="deleted" />
          {words.remove}
        </Button>
      )}
    </div>
  );
}

/** Items that look the same, side by side. On a phone they are one below the other. */
export function Group({ group, decisions }: Props): ReactElement {
  const { items, reason, item_count: count, likeness } = group;
  const heading = useId();
  const mayChange = useMayChange();
  const compared = compareItems(items);
  const differing = compared.filter(({ differs }) => differs).map(({ name }) => name);
  const [oldest] = items;
  return (
    <section className="duplicates-group" aria-labelledby={heading} ref={focusContentAfter}>
      <header>
        <h2 id={heading} dir="auto">
          {oldest && titleOf(oldest)}
        </h2>
        <p>
          <b>{words.reasons[reason]}.</b> {typeof likeness === 'number' && `${words.likeness(likeness)} `}
          <span className="quiet">{differing.length === 0 ? words.nothingDiffers : words.differ(differing)}</span>
        </p>
        {count > items.length && <p className="quiet">{words.more(count - items.length)}</p>}
      </header>
      <ul className="duplicates-items">
        {items.map((item, at) => (
          <li key={item.id}>
            <Picture item={item} />
            <ItemLink item={item} className="duplicate-title">
              {titleOf(item)}
            </ItemLink>
            <Values item={item} at={at} compared={compared} />
            {mayChange && <Actions {...{ group, item, decisions }} />}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button
          aria-describedby={heading}
          disabled={decisions.isPending}
          onClick={() => {
            decisions.keep(items);
          }}
        >
          {words.keepAll(items.length)}
        </Button>
      )}
    </section>
  );
}

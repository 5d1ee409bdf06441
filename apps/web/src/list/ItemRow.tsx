import type { ListedItem } from '@throughline/api-client';
import { memo, useContext, type ReactElement } from 'react';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { Expected } from '../controls/Expected.js';
import { badgeOf } from '../controls/item-badge.js';
import { describeShare } from '../controls/step-share.js';
import { findStepMark } from '../controls/step-look.js';
import { StepLine } from '../controls/StepLine.js';
import { When } from '../controls/Times.js';
import { formatLanguage } from '../components/language-name.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { ITEM_PATHS, type RowProps } from './item-list.js';
import { titleOf } from './item-state.js';
import { listPath } from './items-search.js';
import { RowActionsContext } from './row-actions-context.js';
import { RowOutputs, RowOwner, RowPicture } from './RowParts.js';
import { RowSelect } from './RowSelect.js';
import { RowTags } from './RowTags.js';

const words = text.itemList;

/** The badge of a finished document says it already. */
const describeCheck = ({ state, values_to_check: count }: ListedItem): string | undefined =>
  state === 'ready' || count === 0 ? undefined : words.valuesToCheck(count);

const describe = (item: ListedItem): string => {
  const { source, language, template } = item;
  return [
    describeCheck(item),
    words.sources[source.kind] ?? source.kind,
    language === 'auto' ? undefined : formatLanguage(language),
    template ?? undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
};

/** Returns the done part of the step that the badge names, in units that people know. */
function describeUnits({ state, running_steps: [running], plan, duration_seconds, source }: ListedItem): string | undefined {
  const step = state === 'in_progress' ? plan.find((one) => one.step === running) : undefined;
  return step && describeShare(step, { duration_seconds, size: source.size });
}

const MOVING: ReadonlySet<ListedItem['state']> = new Set(['in_progress', 'queued', 'paused']);

/** Nothing until the first step begins: the line would say nothing. */
const PlanLine = ({ plan }: Pick<ListedItem, 'plan'>): ReactElement | null =>
  plan.every(({ status }) => status === 'PENDING') ? null : (
    <StepLine steps={plan.map((one) => ({ step: one.step, mark: findStepMark(one), progress: one.progress }))} />
  );

/** The steps of the run, and when it is expected to end. */
const Progress = ({ item }: { readonly item: ListedItem }): ReactElement | null =>
  MOVING.has(item.state) ? (
    <span className="item-progress">
      <PlanLine plan={item.plan} />
      <Expected of={item} isPlaceSaid />
    </span>
  ) : null;

function Row({ item, isCurrent, isSelected, kind }: RowProps<ListedItem>): ReactElement {
  const renderActions = useContext(RowActionsContext);
  const title = titleOf(item);
  const { reason, registered_by: by } = item;
  const units = describeUnits(item);
  return (
    <>
      <RowSelect title={title} isSelected={isSelected} isInTabOrder={isCurrent} />
      <RowPicture kind={item.kind} url={item.thumbnail_url} seconds={item.duration_seconds} pages={item.page_count} />
      <div className="item-name">
        <Link to={ITEM_PATHS[item.kind]} params={{ id: item.id }} className="item-title" dir="auto" tabIndex={isCurrent ? 0 : -1}>
          {title}
        </Link>
        <span className="item-facts quiet">
          {/* The picture says it to people who see. */}
          {kind === undefined && <span className="unseen">{text.search.kinds[item.kind]} · </span>}
          {describe(item)}
          <RowTags tags={item.tags} to={listPath(kind)} isInTabOrder={isCurrent} />
        </span>
      </div>
      <div className="item-state">
        <span className="item-status">
          <StatusBadge {...badgeOf(item)} />
          {units !== undefined && <span className="quiet">{units}</span>}
        </span>
        {reason === null ? (
          <Progress item={item} />
        ) : (
          <span className="item-reason" dir="auto" title={reason}>
            {reason}
          </span>
        )}
      </div>
      <RowOutputs outputs={item.outputs} />
      <RowOwner name={by?.name ?? ''} />
      <span className="item-date quiet">
        <When at={item.created_at} />
      </span>
      <div className="item-actions">{renderActions({ item, title, isInTabOrder: isCurrent })}</div>
    </>
  );
}

/** Renders a row only when its own item or the cursor changes. */
export const ItemRow = memo(Row);

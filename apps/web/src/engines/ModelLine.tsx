import type { ModelNote } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useIsAdmin } from '../api/use-is-admin.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import {
  describeFetched,
  fetchedPart,
  findNextAttempt,
  getModelDisplay,
  isOnItsWay,
  isSelected,
  isUsed,
} from './engines-state.js';
import { FetchCommand } from './FetchCommand.js';
import { ModelButtons } from './ModelButtons.js';

const words = settingsText.engines;

export function ModelProgress({ model }: { readonly model: ModelNote }): ReactElement {
  const tone = model.phase === 'fetching' ? 'busy' : 'warn';
  return (
    <div className="row-work">
      <ProgressBar value={fetchedPart(model)} label={words.progress(model.name)} tone={tone} words={describeFetched(model)} />
    </div>
  );
}

/** The fetched part or the size, and the time of the next attempt. */
function Summary({ model }: { readonly model: ModelNote }): ReactElement {
  const hasBytes = model.fetched_bytes > 0;
  const next = findNextAttempt(model);
  const hasSize = !hasBytes && model.megabytes !== undefined;
  return (
    <small className="quiet">
      {hasBytes && describeFetched(model)}
      {hasSize && words.megabytes(model.megabytes ?? 0)}
      {next !== undefined && (
        <>
          {(hasBytes || hasSize) && ' · '}
          {words.nextAttempt} <At at={next} />
        </>
      )}
    </small>
  );
}

/** A download without bytes that is tried again has nothing to show. */
const hasProgress = (model: ModelNote): boolean => model.phase === 'fetching' || (isOnItsWay(model) && model.fetched_bytes > 0);

/** The progress, how to mend a failure, and for users who may not change models the command. */
function More({ model }: { readonly model: ModelNote }): ReactElement | null {
  const isAdmin = useIsAdmin();
  const { hint, needsCommand } = getModelDisplay(model);
  const showsCommand = needsCommand && isSelected(model) && !isAdmin;
  if (!hasProgress(model) && hint === undefined && !showsCommand) return null;
  return (
    <div className="line-more engine-more">
      {hasProgress(model) && <ModelProgress model={model} />}
      {hint !== undefined && <small className="quiet">{hint}</small>}
      {showsCommand && <FetchCommand model={model.name} />}
    </div>
  );
}

export function ModelLine({ model }: { readonly model: ModelNote }): ReactElement {
  const isAdmin = useIsAdmin();
  const { tone, icon, says } = getModelDisplay(model);
  return (
    <li className="line">
      <span>
        <strong>{model.name}</strong> <StatusBadge tone={tone} icon={icon} words={says} />
        {model.selected === true && (
          <>
            {' '}
            {isUsed(model) ? (
              <StatusBadge tone="good" icon="ready" words={words.used} />
            ) : (
              <StatusBadge tone="calm" icon="idle" words={words.selected} />
            )}
          </>
        )}
        <br />
        <Summary model={model} />
      </span>
      <More model={model} />
      {isAdmin && <ModelButtons model={model} />}
    </li>
  );
}

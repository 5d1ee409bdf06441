import type { ModelNote } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { At } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { describeFetched, fetchedPart, getModelDisplay, isOnItsWay } from './engines-state.js';
import { FetchCommand } from './FetchCommand.js';

const words = text.engines;

export function ModelProgress({ model }: { readonly model: ModelNote }): ReactElement {
  const tone = model.phase === 'fetching' ? 'busy' : 'warn';
  return (
    <div className="row-work">
      <ProgressBar value={fetchedPart(model)} label={words.progress(model.name)} tone={tone} words={describeFetched(model)} />
    </div>
  );
}

export function ModelLine({ model }: { readonly model: ModelNote }): ReactElement {
  const { name, phase, fetched_bytes: fetched, next_attempt_at: next } = model;
  const { tone, icon, says, hint, needsCommand } = getModelDisplay(model);
  const hasProgress = phase === 'fetching' || (isOnItsWay(model) && fetched > 0);
  return (
    <li className="line">
      <span>
        <strong>{name}</strong> <StatusBadge tone={tone} icon={icon} words={says} />
        <br />
        <small className="quiet">
          {fetched > 0 && describeFetched(model)}
          {phase === 'retrying' && next !== undefined && (
            <>
              {fetched > 0 && ' · '}
              {words.nextAttempt} <At at={next} />
            </>
          )}
        </small>
      </span>
      {(hasProgress || hint !== undefined) && (
        <div className="line-more engine-more">
          {hasProgress && <ModelProgress model={model} />}
          {hint !== undefined && <small className="quiet">{hint}</small>}
          {needsCommand && <FetchCommand model={name} />}
        </div>
      )}
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { QuotaUse } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { ProgressBar } from '../components/ProgressBar/ProgressBar.js';
import type { Tone } from '../components/StatusBadge/StatusBadge.js';
import { text } from '../texts/text.js';
import { utcDay } from '../texts/times.js';
import { formatAmount } from './format-amount.js';
import { QuotaHistory } from './QuotaHistory.js';
import { quotaQuery } from '../api/settings-api.js';

const words = text.settings.quota;

/** From this share on, the bar warns. */
const NEARLY_USED = 0.9;

function QuotaLine({ use, renewsOn }: { readonly use: QuotaUse; readonly renewsOn: string }): ReactElement {
  const { quota, used, in_progress: held, limit, remaining } = use;
  const total = used + held;
  const amount = formatAmount(quota, total);
  const name = words.names[quota];
  if (limit === null || remaining === null)
    return (
      <li className="line">
        <span>
          <b>{name}</b> <span className="quiet">{words.unlimited(amount)}</span>
        </span>
      </li>
    );
  const share = limit === 0 ? 1 : Math.min(1, total / limit);
  const tone: Tone = remaining === 0 ? 'bad' : share >= NEARLY_USED ? 'warn' : 'good';
  const state = words.of(amount, formatAmount(quota, limit));
  return (
    <li className="line quota">
      <span>
        <b>{name}</b> <span>{state}</span>
      </span>
      <ProgressBar value={share} label={name} tone={tone} words={state} />
      <span className="quiet">
        {remaining === 0 ? words.usedUp(words.effects[quota], renewsOn) : words.left(formatAmount(quota, remaining))}
      </span>
    </li>
  );
}

/** The quotas of the library, with what is used this month. */
export function Quota(): ReactElement | null {
  const { data, error } = useQuery(quotaQuery);
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined) return null;
  const renewsOn = utcDay(data.renews_on);
  return (
    <section className="card" aria-labelledby="quota">
      <h2 id="quota">{words.title}</h2>
      <p className="quiet">{words.lead(renewsOn)}</p>
      <ul className="lines">
        {data.quotas.map((use) => (
          <QuotaLine key={use.quota} use={use} renewsOn={renewsOn} />
        ))}
      </ul>
      <QuotaHistory before={data.period} />
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { formatAmount } from './format-amount.js';
import { PeriodChoice } from './PeriodChoice.js';
import { listEarlierPeriods } from './periods.js';
import { QUOTAS } from './quota-draft.js';
import { quotaHistoryQuery } from '../api/settings-api.js';

const words = text.settings.quota;

/** The use of the library in one of the months before. */
export function PastUse({ before }: { readonly before: string }): ReactElement {
  const periods = listEarlierPeriods(before);
  const [period, setPeriod] = useState(periods[0] ?? before);
  const { data, error } = useQuery(quotaHistoryQuery(period));
  return (
    <>
      <PeriodChoice periods={periods} value={period} onChange={setPeriod} />
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      {data !== undefined && (
        <ul className="lines">
          {QUOTAS.map((quota) => (
            <li key={quota} className="line">
              <span>
                <b>{words.names[quota]}</b> {words.used(formatAmount(quota, data.used[quota]))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function QuotaHistory({ before }: { readonly before: string }): ReactElement {
  return <Disclosure label={words.earlier}>{() => <PastUse before={before} />}</Disclosure>;
}

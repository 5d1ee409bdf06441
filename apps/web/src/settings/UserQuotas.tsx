import { useQuery } from '@tanstack/react-query';
import type { QuotaName, UserQuota } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { text } from '../texts/text.js';
import { EditLimits } from './EditLimits.js';
import { formatAmount } from './format-amount.js';
import { PeriodChoice } from './PeriodChoice.js';
import { listEarlierPeriods } from './periods.js';
import { QUOTAS } from './quota-draft.js';
import { userQuotasQuery } from '../api/settings-api.js';

const words = text.settings.quota;

const describeUse = ({ used, limits }: UserQuota, quota: QuotaName): string => {
  const [amount, limit] = [formatAmount(quota, used[quota]), limits[quota]];
  return `${words.names[quota]}: ${limit === null ? words.unlimited(amount) : words.of(amount, formatAmount(quota, limit))}`;
};

function UserLine({ quota }: { readonly quota: UserQuota }): ReactElement {
  const { id, name } = quota.user;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong>
        <br />
        <small className="quiet">{QUOTAS.map((each) => describeUse(quota, each)).join(' · ')}</small>
      </span>
      <div className="line-more">
        <Disclosure label={words.edit} name={words.editOf(name)}>
          {(close) => <EditLimits id={id} name={name} onDone={close} />}
        </Disclosure>
      </div>
    </li>
  );
}

/** The use of each user's library, with its limits, which administrators set here. */
export function UserQuotas(): ReactElement {
  const { data: present } = useQuery(userQuotasQuery(undefined));
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery(userQuotasQuery(chosen));
  return (
    <section className="card" aria-labelledby="user-quotas">
      <h2 id="user-quotas">{words.ofUsers}</h2>
      <p className="quiet">{words.ofUsersHint}</p>
      {present !== undefined && (
        <PeriodChoice
          periods={[present.period, ...listEarlierPeriods(present.period)]}
          value={chosen ?? present.period}
          onChange={(period) => {
            setChosen(period === present.period ? undefined : period);
          }}
        />
      )}
      {error !== null && <ProblemNote error={error} />}
      {data === undefined && error === null && <Skeleton rows={2} />}
      <ul className="lines" aria-label={words.ofUsers}>
        {data?.items.map((quota) => (
          <UserLine key={quota.user.id} quota={quota} />
        ))}
      </ul>
    </section>
  );
}

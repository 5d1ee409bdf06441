import { useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { useIsAdmin } from '../api/use-is-admin.js';
import { Button, buttonClass } from '../components/Button/Button.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { NotFoundPage } from '../shell/NotFoundPage.js';
import { settingsText } from '../texts/settings-text.js';
import { administrationLogQuery, downloadAddress, type LogFilter } from './administration-log-api.js';
import { LogEntries } from './LogEntries.js';

const words = settingsText.administrationLog;
const KINDS: readonly (readonly [string, string])[] = [['', words.allKinds], ...Object.entries(words.kinds)];

/** The changes of users, rights and settings, with their authors. Only administrators have this section. */
export function AdministrationLog(): ReactElement {
  const isAdmin = useIsAdmin();
  const [filter, setFilter] = useState<LogFilter>({ kind: '', actor: '' });
  const [actor, setActor] = useState('');
  if (!isAdmin) return <NotFoundPage level={2} />;
  const isFiltered = filter.kind !== '' || filter.actor !== '';
  return (
    <section className="card" aria-labelledby="administration-log">
      <h2 id="administration-log">{words.title}</h2>
      <p className="quiet">{words.lead}</p>
      <form
        className="inline-form"
        aria-label={words.filter}
        onSubmit={(event) => {
          event.preventDefault();
          setFilter({ ...filter, actor: actor.trim() });
        }}
      >
        <Choice
          label={words.kind}
          options={KINDS}
          value={filter.kind}
          onChange={(kind) => {
            setFilter({ ...filter, kind });
          }}
        />
        <Field label={words.actor} value={actor} maxLength={maxLengths.CreateUser.name} onChange={setActor} />
        <Button type="submit">{words.apply}</Button>
        <a className={buttonClass({})} href={downloadAddress(filter)} download>
          {words.download}
        </a>
      </form>
      <LogEntries
        label={words.entries}
        pages={administrationLogQuery(filter)}
        empty={isFiltered ? words.noneFound : words.empty}
        emptyHint={isFiltered ? words.noneFoundHint : words.emptyHint}
      />
    </section>
  );
}

import type { ReactElement } from 'react';
import { allStates } from './all-states.js';

/** Shows every component in all its states. */
export function ComponentsPage(): ReactElement {
  return (
    <main className="content">
      <div className="page-head">
        <h1>Components</h1>
      </div>
      {Object.entries(allStates).map(([name, states]) => (
        <section key={name} className="card" aria-labelledby={name}>
          <h2 id={name}>{name}</h2>
          {Object.entries(states).map(([state, element]) => (
            <div key={state}>
              <h3>{state}</h3>
              {element}
            </div>
          ))}
        </section>
      ))}
    </main>
  );
}

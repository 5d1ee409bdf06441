import { useLocation } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { LiveUpdates } from '../api/LiveUpdates.js';
import { text } from '../texts/text.js';
import { AccountMenu } from './AccountMenu.js';
import { AwayBar } from './AwayBar.js';
import { Link } from './Link.js';
import { Mark } from './Mark.js';

const PLACES = [
  { to: '/', name: text.nav.recordings, below: '/recordings' },
  { to: '/documents', name: text.nav.documents, below: '/documents' },
  { to: '/sessions', name: text.nav.sessions, below: '/sessions' },
  { to: '/settings', name: text.nav.settings, below: '/settings' },
] as const;

function Navigation(): ReactElement {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav aria-label={text.nav.label} className="navigation">
      {PLACES.map(({ to, name, below }) => {
        const isHere = path === to || path.startsWith(below);
        return (
          <Link key={to} to={to} aria-current={isHere ? 'page' : undefined}>
            {name}
          </Link>
        );
      })}
    </nav>
  );
}

export function Shell({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <>
      <a className="skip" href="#content">
        {text.skipToContent}
      </a>
      <header className="masthead">
        <div className="masthead-inner">
          <Link to="/" className="brand">
            <Mark />
            <span>{text.product}</span>
          </Link>
          <Navigation />
          <AccountMenu />
        </div>
      </header>
      <AwayBar />
      <LiveUpdates />
      <main id="content" className="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

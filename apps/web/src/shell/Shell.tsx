import type { ReactElement, ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { LiveUpdates } from '../api/LiveUpdates.js';
import { text } from '../texts/text.js';
import { AccountMenu } from './AccountMenu.js';
import { AwayBar } from './AwayBar.js';
import { Mark } from './Mark.js';

const PLACES = [
  { href: '/', name: text.nav.recordings, below: '/recordings' },
  { href: '/documents', name: text.nav.documents, below: '/documents' },
  { href: '/sessions', name: text.nav.sessions, below: '/sessions' },
  { href: '/settings', name: text.nav.settings, below: '/settings' },
] as const;

function Navigation(): ReactElement {
  const [location] = useLocation();
  return (
    <nav aria-label={text.nav.label} className="navigation">
      {PLACES.map(({ href, name, below }) => {
        const isHere = location === href || location.startsWith(below);
        return (
          <Link key={href} href={href} aria-current={isHere ? 'page' : undefined}>
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
          <Link href="/" className="brand">
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

import { many } from '../many.js';
import { podcastWords } from './podcasts.js';

const { edit, editOf, save, saved, added, buttonsOf, states, all, tagged, asks, joins, madeBy, unknownMaker, made, ends } =
  podcastWords;

/** Texts about players in pages of other sites, and of the player itself. */
export const embedWords = {
  title: 'Embeds',
  lead: 'Pages of sites that you name show a player with recordings of this library, without an account: titles, media and transcripts.',
  emptyTitle: 'No embeds yet',
  empty: 'Make an embed of all recordings, or of those with a tag, and put its HTML into your page.',
  viewersCannot: podcastWords.viewersCannot,
  add: 'Make embed',
  ...{ added, edit, editOf, save, saved, buttonsOf, states, all, tagged, asks, joins, madeBy, unknownMaker, made, ends },
  fields: {
    ...podcastWords.fields,
    origins: 'Sites that may show the player',
    originsHint: 'One in each line, with https:// and without a path. Other sites cannot show it.',
    joinNow: 'Matching recordings that are ready now join the embed at once, up to the 300 newest.',
    media: 'Recordings play as',
    expiry: 'Embed expires after',
  },
  frameOnce:
    'Put this HTML into your page. It is shown only now. Anybody who can open the page, or has the address in it, can play the recordings.',
  copyFrame: 'Copy HTML',
  hints: {
    suspended: 'The embed does not work: the user who made it may no longer change this library.',
    off: 'The embed does not work: the operator of this server has switched sharing off.',
  },
  ...{ fetches: podcastWords.fetches, lastFetch: podcastWords.lastFetch },
  renew: { ...podcastWords.renew, hint: 'The earlier address stops at once. Your page needs the new HTML.' },
  revoke: { ...podcastWords.revoke, hint: 'The player stops at once, in every page.' },
  items: { ...podcastWords.items, listed: 'In the embed', noneListed: 'No recording is in the embed.' },
  page: {
    title: 'Player',
    unavailable: 'This player is not available',
    unavailableHint: 'Ask the owner of the page that shows it.',
    recordings: 'Recordings',
    empty: 'No recordings yet.',
    noTranscript: 'This recording has no transcript.',
    refused: { 'rate-limited': 'Too many requests at the moment', unavailable: 'The server cannot answer at the moment' },
    refusedHint: (seconds: number): string => `The player waits ${many(seconds, 'second', 'seconds')} and tries again by itself.`,
  },
};

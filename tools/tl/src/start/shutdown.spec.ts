import { EventEmitter } from 'node:events';
import { listenForEnd } from './shutdown.js';

const listening = (): { process: EventEmitter; calls: string[]; at: (ms: number) => void; stop: () => void } => {
  const process = new EventEmitter();
  const calls: string[] = [];
  let time = 0;
  const stop = listenForEnd(process, { end: () => calls.push('end'), hurry: () => calls.push('hurry'), now: () => time });
  return {
    process,
    calls,
    stop,
    at: (ms) => {
      time = ms;
    },
  };
};

describe('listenForEnd', () => {
  it('treats two signals of one Ctrl-C, from the terminal and from npm, as one', () => {
    const { process, calls, at } = listening();
    process.emit('SIGINT');
    at(40);
    process.emit('SIGINT');
    expect(calls).toEqual(['end']);
  });

  it('stops at once on a second request', () => {
    const { process, calls, at } = listening();
    process.emit('SIGTERM');
    at(2_000);
    process.emit('SIGINT');
    expect(calls).toEqual(['end', 'hurry']);
  });

  it('also reacts to a closed terminal, and removes its listeners', () => {
    const { process, calls, stop } = listening();
    process.emit('SIGHUP');
    stop();
    expect(calls).toEqual(['end']);
    expect(process.eventNames()).toEqual([]);
  });
});

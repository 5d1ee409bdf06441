import { EventEmitter } from 'node:events';
import { listenForEnd } from './shutdown.js';

const listening = (): { process: EventEmitter; told: string[]; at: (ms: number) => void; stop: () => void } => {
  const process = new EventEmitter();
  const told: string[] = [];
  let time = 0;
  const stop = listenForEnd(process, { end: () => told.push('end'), hurry: () => told.push('hurry'), now: () => time });
  return {
    process,
    told,
    stop,
    at: (ms) => {
      time = ms;
    },
  };
};

describe('listenForEnd', () => {
  it('treats two signals of one Ctrl-C, from the terminal and from npm, as one', () => {
    const { process, told, at } = listening();
    process.emit('SIGINT');
    at(40);
    process.emit('SIGINT');
    expect(told).toEqual(['end']);
  });

  it('stops at once on a second request', () => {
    const { process, told, at } = listening();
    process.emit('SIGTERM');
    at(2_000);
    process.emit('SIGINT');
    expect(told).toEqual(['end', 'hurry']);
  });

  it('also reacts to a closed terminal, and removes its listeners', () => {
    const { process, told, stop } = listening();
    process.emit('SIGHUP');
    stop();
    expect(told).toEqual(['end']);
    expect(process.eventNames()).toEqual([]);
  });
});

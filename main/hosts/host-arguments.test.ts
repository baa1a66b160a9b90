// What the hosts take from their command line.
import { expect, it } from 'vitest';
import { readHostArguments, refusedSwitches } from './host-arguments.ts';

it('reads the data folder and the demonstration size in both spellings, past anything else', () => {
  expect(readHostArguments(['--data', '/数据/甲', '--demo=S'])).toEqual({ data: '/数据/甲', demo: 'S' });
  expect(readHostArguments(['.', '--no-sandbox', '--data=D:\\数据', '表.xlsx'])).toEqual({ data: 'D:\\数据', demo: null });
  expect(readHostArguments([])).toEqual({ data: null, demo: null });
  expect(readHostArguments(['--data', ''])).toEqual({ data: null, demo: null });
});

it('refuses every switch that is not on the list', () => {
  const args = ['--data', '/tmp', '--remote-debugging-port=1', '-inspect', '--Disable-GPU', '--disable-gpu', '/home/表.xlsx', '--', '-'];
  expect(refusedSwitches(args, 'linux')).toEqual(['remote-debugging-port', 'inspect', 'Disable-GPU']);
});

it('knows the slash as a switch on Windows only', () => {
  expect(refusedSwitches(['/load-extension=x', 'D:\\a'], 'win32')).toEqual(['load-extension']);
  expect(refusedSwitches(['/load-extension=x'], 'linux')).toEqual([]);
});

// The loopback host as a program of its own, answering the test contract; started by run-loopback.test.ts.
import { runLoopback } from '../../main/hosts/loopback/run-loopback.ts';
import { AppError } from '#domain/result.ts';
import { testContract, testHandlers, type TestContext, type TestContract } from './test-contract.ts';

await runLoopback<TestContract, TestContext>(({ dataDir, demo }) => {
  if (dataDir.endsWith('damaged')) throw new AppError('replica_damaged', '本地数据文件损坏,未作改动。');
  return Promise.resolve({
    contract: testContract,
    handlers: testHandlers(),
    makeContext: (connection) => ({ connection }),
    close: () => Promise.resolve(void process.stdout.write(`closed ${dataDir} ${demo}\n`)),
  });
}, process.env['TEST_PAGES'] ?? '');

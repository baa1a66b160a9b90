// zod, set up once: Chinese messages, and no generated code where a content security policy forbids it.
import { z } from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';
import { isInPage } from './platform.ts';

// zod looks at `jitless` when an object schema is made, so contract files import z from here and not from 'zod'.
z.config({ ...zhCN(), jitless: isInPage });

export { z };

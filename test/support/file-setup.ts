import { afterAll } from 'vitest';
import { removeFolders } from './world.ts';

afterAll(removeFolders);

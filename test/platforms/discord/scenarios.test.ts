import { asking } from '../scenarios/asking.ts';
import { checking } from '../scenarios/checking.ts';
import { deciding } from '../scenarios/deciding.ts';
import { playAll } from '../scenarios/play.ts';
import { openStage } from './stage.ts';

playAll([...asking, ...checking, ...deciding], { name: 'Discord', folder: 'discord', open: openStage });

import { webkit } from '../support/engine-webkit';
import { testEngine } from './suite';

testEngine(webkit);

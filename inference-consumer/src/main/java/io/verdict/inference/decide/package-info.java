/** From what happened to a photo to the events that say so, with everything that is needed to judge and to repeat it. */
package io.verdict.inference.decide;

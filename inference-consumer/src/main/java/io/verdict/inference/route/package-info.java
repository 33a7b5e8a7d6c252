/** Which version of a model decides on a photo: a pure function of rollout and photo that an auditor can recompute. */
package io.verdict.inference.route;

/** Who may do what on the cluster, derived from the catalog's writers and readers. */
package io.verdict.topics.acl;

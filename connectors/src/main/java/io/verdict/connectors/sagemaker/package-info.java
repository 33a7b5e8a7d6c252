/** Training on machines of Amazon SageMaker: jobs are asked for, followed, stopped, and their model fetched. */
package io.verdict.connectors.sagemaker;
